import type { Language } from '@cowork-mdm/schema'
import type { Selection } from '../model/selection.js'
import type { Setting, TemplateModel } from '../model/template-model.js'

/** Classes of policies in ADMX: in which halves of a Group Policy object they stand. */
export const POLICY_CLASSES = ['Both', 'Machine', 'User'] as const
export type PolicyClass = (typeof POLICY_CLASSES)[number]

export interface RenderOptions {
  /** Conditions beside those of the target; each of them replaces the target's own. */
  selection?: Selection
  /** Language of the texts, where a file has one. */
  language?: Language
  /** ADMX and OMA-URI. */
  policyClass?: PolicyClass
  /** `pfm_version` of a ProfileManifests manifest: one more than that of the manifest it replaces. */
  manifestVersion?: number
}

export interface TemplateFile {
  /** Relative, `/` separated. */
  path: string
  text: string
}

/** A selected setting that a target cannot express, and why. */
export interface Omission {
  setting: string
  reason: OmissionReason
}

export type OmissionReason =
  /** The setting admits no value. */
  | 'no-value'
  /** The name, or an allowed value, holds characters that XML cannot. */
  | 'not-printable'
  /** The name is one of the metadata of every payload. */
  | 'payload-name'

export interface Rendered {
  files: TemplateFile[]
  /** Names of the settings in the files, sorted. */
  settings: string[]
  /** Settings that were selected but cannot be expressed. */
  omitted: Omission[]
}

/** What every target gets. */
export interface RenderInput {
  /** Those that the target can express, sorted by name. */
  settings: readonly Setting[]
  model: TemplateModel
  selection: Selection
  options: Required<Omit<RenderOptions, 'selection'>>
}

/** What a target makes of the settings that it can express. */
export interface Target {
  /** Which settings belong to it where the caller does not say otherwise. */
  readonly selection: Selection
  /** Why a setting cannot be expressed; undefined where it can. */
  omits(setting: Setting): OmissionReason | undefined
  files(input: RenderInput): TemplateFile[] | Promise<TemplateFile[]>
}
