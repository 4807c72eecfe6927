export {
  RENDERERS,
  renderAdmx,
  renderHtml,
  renderJamfManifest,
  renderJsonSchemas,
  renderMarkdown,
  renderOmaUri,
  renderProfileManifest,
  renderTypescript,
} from './renderers.js'
export { describeOmission } from './targets/describe-omission.js'
export type { Selection } from './model/selection.js'
export type { Renderer, TargetName } from './renderers.js'
export type { Omission, OmissionReason, PolicyClass, Rendered, RenderOptions, TemplateFile } from './targets/target.js'
