export { isPerUser, pathFor } from './paths/machine-path.js'
export { pathOf, paths } from './paths/paths.js'
export { CoworkError } from '@cowork-mdm/machine'
export type { MachinePath, PathId } from './paths/machine-path.js'
