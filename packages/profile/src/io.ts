export { referenceResolver } from './io/reference-resolver.js'
export type { ReferenceResolverOptions } from './io/reference-resolver.js'
