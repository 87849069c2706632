// Reads stories off the main thread, one after the other. Messages: {id, text | html, options} in, {id, article | error} out.
import init, { extract, extractHtml } from '../../bindings/javascript/dist/index.js';

const ready = init();

addEventListener('message', async ({ data: { id, text, html, options } }) => {
  try {
    await ready;
    const began = performance.now();
    const article = html === undefined ? extract(text, options) : extractHtml(html, options);
    postMessage({ id, article, milliseconds: performance.now() - began });
  } catch (error) {
    postMessage({ id, error: { kind: error.kind ?? 'internal', message: error.message } });
  }
});
