import nutgraf = require('nutgraf');

const article = nutgraf.extract('It rained.');
const text: string = article.blocks[0]!.kind === 'caption' ? '' : article.text;
const mention: nutgraf.Mention | undefined = article.mentions[0];
console.log(text, mention);
