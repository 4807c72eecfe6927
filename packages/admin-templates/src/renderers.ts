import type { SchemaDocument } from '@cowork-mdm/schema'
import { templateModel, type TemplateModel } from './model/template-model.js'
import { admx } from './targets/admx/admx.js'
import { html } from './targets/html/html.js'
import { jamf } from './targets/jamf/jamf.js'
import { jsonSchema } from './targets/json-schema/json-schema-target.js'
import { markdown } from './targets/markdown/markdown.js'
import { omaUri } from './targets/oma-uri/oma-uri.js'
import { profileManifest } from './targets/profile-manifest/profile-manifest.js'
import { render } from './targets/render.js'
import type { Rendered, RenderOptions, Target } from './targets/target.js'
import { typescript } from './targets/typescript/typescript.js'

/**
 * Renders a document for one target. Same document and options, same bytes.
 * @throws SchemaError `newer-format`, `empty-selection`, `unknown-provider`, `unknown-language` or `bad-version`
 */
export type Renderer = (document: SchemaDocument, options?: RenderOptions) => Promise<Rendered>

/** Group Policy and Intune: an ADMX file, and ADML files in English and Chinese. */
export const renderAdmx = rendererOf(admx)
/** Jamf Pro: a custom schema for the Application & Custom Settings payload. */
export const renderJamfManifest = rendererOf(jamf)
/** iMazing Profile Editor and ProfileCreator: a manifest for the ProfileManifests project. */
export const renderProfileManifest = rendererOf(profileManifest)
/** Editors and checks: JSON Schemas of files that hold settings. */
export const renderJsonSchemas = rendererOf(jsonSchema)
/** Programs: a declaration of all settings. */
export const renderTypescript = rendererOf(typescript)
/** Intune and other MDM servers: the ADMX file to ingest, and a row for each setting. */
export const renderOmaUri = rendererOf(omaUri)
/** People: a reference in one Markdown file. */
export const renderMarkdown = rendererOf(markdown)
/** People: a reference in one page that can be searched. */
export const renderHtml = rendererOf(html)

/** Every renderer, by the name of its target. */
export const RENDERERS = {
  admx: renderAdmx,
  jamf: renderJamfManifest,
  'profile-manifest': renderProfileManifest,
  'json-schema': renderJsonSchemas,
  typescript: renderTypescript,
  'oma-uri': renderOmaUri,
  markdown: renderMarkdown,
  html: renderHtml,
} as const satisfies Record<string, Renderer>

export type TargetName = keyof typeof RENDERERS

function rendererOf(target: Target): Renderer {
  return async (document, options) => render(target, await modelOf(document), options)
}

const models = new WeakMap<SchemaDocument, Promise<TemplateModel>>()

/** A document is prepared once, however many targets it is rendered for. */
function modelOf(document: SchemaDocument): Promise<TemplateModel> {
  let model = models.get(document)
  if (!model) models.set(document, (model = templateModel(document)))
  return model
}
