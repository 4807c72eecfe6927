/** Texts of the reference pages, in Markdown and HTML. */
export interface PageWords {
  title: string
  introduction: string
  column: { setting: string; title: string }
  example: string
  shape: string
  plist: string
  registry: string
  json: string
  /** With `{shown}` and `{all}` for the numbers. */
  count: string
  legend: { app: string; documentation: string }
  search: string
  searchHint: string
  none: string
  filters: { scope: string; platform: string; provider: string; category: string; release: string; all: string }
  reset: string
  link: string
  language: string
  theme: string
  themes: { auto: string; light: string; dark: string }
  skip: string
  releases: string
  releasesHint: string
  releaseOf(version: string, count: number): string
  unknownRelease: string
  keyboard: string
}
