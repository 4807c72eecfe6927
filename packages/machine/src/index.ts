export { CoworkError } from './cowork-error.js'
export { readFileBytes } from './read-file-bytes.js'
export { writeFileAtomic } from './write-file-atomic.js'
export type { WriteOptions } from './write-file-atomic.js'
