export { validateAdmx } from './admx/validate-admx.js'
export type { AdmxProblem, AdmxProblemCode } from './admx/validate-admx.js'
