export { documentSchema, valueSchemaSchema } from './document-schema.js'
export { parseSchemaDocument } from './parse-schema-document.js'
