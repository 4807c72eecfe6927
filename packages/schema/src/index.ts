export type * from './schema-document.js'
