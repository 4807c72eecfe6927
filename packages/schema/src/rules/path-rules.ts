/** What the app makes of a setting that holds paths, where that is not what it makes of most: it takes them as they are. */
export interface PathRule {
  setting: string
  /** What the app expands at the beginning of such a path, or anywhere in it. */
  expands: RegExp
  source: string
}

export const PATH_RULES: readonly PathRule[] = [
  {
    setting: 'allowedWorkspaceFolders',
    expands:
      /^~(?=[/\\]|$)|%(?:OneDrive|OneDriveCommercial|OneDriveConsumer|APPDATA|LOCALAPPDATA|USERNAME|XDG_DOCUMENTS_DIR)%/g,
    source: 'vendor documentation, workspace folders',
  },
]
