export type Article = any;
