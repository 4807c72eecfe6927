/** What a Jamf Pro manifest says of a value: JSON Schema of draft 4, where exclusive bounds are true or false. */
export interface JamfFacts {
  type: 'boolean' | 'integer' | 'number' | 'string'
  enum?: readonly (string | number | boolean)[]
  minimum?: number
  exclusiveMinimum?: true
  maximum?: number
  exclusiveMaximum?: true
  minLength?: number
  maxLength?: number
  pattern?: string
}
