/** A setting that means something else when it is not set, depending on the release. */
export interface DefaultChange {
  setting: string
  since: string
  before: number | boolean
  after: number | boolean
  source: string
}

export const DEFAULT_CHANGES: readonly DefaultChange[] = [
  {
    setting: 'isDesktopExtensionEnabled',
    since: '1.19367.0',
    before: true,
    after: false,
    source: 'vendor changelog, 1.19367.0; with a third-party provider only',
  },
  {
    setting: 'relaunchEnforcementHours',
    since: '1.46388.1',
    before: 1,
    after: 24,
    source: 'vendor changelog, 1.46388.1',
  },
]
