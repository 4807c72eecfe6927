/**
 * Where a marketplace's manifest says that the files of a plugin are. A relative path lies in the marketplace's own tree;
 * the others are fetched. The forms are those of Claude Code's marketplace reference and, for `archive`, of Claude
 * Desktop's hosted marketplaces.
 */
export type PluginSource =
  | { kind: 'path'; path: string }
  | { kind: 'git'; url: string; ref?: string; sha?: string; path?: string }
  | { kind: 'archive'; url: string; sha256?: string }
  | { kind: 'npm'; package: string; version?: string; registry?: string }
