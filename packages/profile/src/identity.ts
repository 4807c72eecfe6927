/** What a device management server and macOS know a configuration profile by. */
export interface ProfileIdentity {
  identifier?: string
  uuid?: string
  /** Absent where the profile does not say; macOS then takes `User`. */
  scope?: 'System' | 'User'
  payloads: PayloadIdentity[]
}

export interface PayloadIdentity {
  /** `PayloadType`: the preference domain, or that of managed preferences. */
  type: string
  identifier?: string
  uuid?: string
}
