/** What a ProfileManifests subkey says of a value, without the `pfm_` before each name. */
export interface ManifestFacts {
  type: 'boolean' | 'integer' | 'real' | 'string'
  range_list?: readonly (string | number | boolean)[]
  range_min?: number
  range_max?: number
  /** Regular expression. */
  format?: string
}
