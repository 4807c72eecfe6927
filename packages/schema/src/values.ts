export { decodeValue } from './values/decode-value.js'
export { encodeValue } from './values/encode-value.js'
export { validatorFor } from './values/validator.js'
export type {
  Carrier,
  Decoded,
  DecodeContext,
  DecodeNote,
  DecodeProblem,
  RegistryValue,
} from './values/decode-value.js'
export type { Encoded } from './values/encode-value.js'
export type { Platform } from './platform.js'
