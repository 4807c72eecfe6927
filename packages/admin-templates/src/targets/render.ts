import { LANGUAGES, SchemaError, type Language } from '@cowork-mdm/schema'
import { selectSettings } from '../model/selection.js'
import type { TemplateModel } from '../model/template-model.js'
import type { Omission, Rendered, RenderOptions, Target } from './target.js'

/**
 * Renders a target.
 * @throws SchemaError `empty-selection`, also where the target can express none of the settings; `unknown-language`, and
 *   what `selectSettings` throws
 */
export async function render(target: Target, model: TemplateModel, options: RenderOptions = {}): Promise<Rendered> {
  const { language = 'en', policyClass = 'Both', manifestVersion = 1 } = options
  checkLanguage(language)
  const wanted = Object.entries(options.selection ?? {}).filter(([, condition]) => condition !== undefined)
  const selection = { ...target.selection, ...Object.fromEntries(wanted) }
  const selected = selectSettings(model, selection)
  const omitted = selected.flatMap((setting): Omission[] => {
    const reason = target.omits(setting)
    return reason === undefined ? [] : [{ setting: setting.key.name, reason }]
  })
  const settings = selected.filter((setting) => target.omits(setting) === undefined)
  if (settings.length === 0) {
    throw new SchemaError('empty-selection', 'Expected a setting that the target can express, found none.', {
      hint: `It cannot express ${omitted.map(({ setting }) => setting).join(', ')}.`,
    })
  }
  const files = await target.files({ settings, model, selection, options: { language, policyClass, manifestVersion } })
  return { files, settings: settings.map(({ key }) => key.name), omitted }
}

function checkLanguage(language: string): asserts language is Language {
  if ((LANGUAGES as readonly string[]).includes(language)) return
  throw new SchemaError(
    'unknown-language',
    `Expected a language that settings are described in, found ${JSON.stringify(language)}.`,
    { hint: `There are ${LANGUAGES.join(' and ')}.` },
  )
}
