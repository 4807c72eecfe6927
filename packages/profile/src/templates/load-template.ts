import { nearestName } from '@cowork-mdm/schema'
import { ProfileError } from '../profile-error.js'
import { TEMPLATE_NAMES, type TemplateName } from './template-names.js'

/** The names of all templates, those for one provider first. */
export function templateNames(): TemplateName[] {
  return [...TEMPLATE_NAMES]
}

/**
 * A template as it was written: a profile in YAML with comments, in which what has to be filled in stands as `REPLACE_*`.
 * @throws ProfileError `unknown-template`
 */
export async function loadTemplate(name: string): Promise<string> {
  const known = TEMPLATE_NAMES.find((candidate) => candidate === name)
  if (known === undefined) {
    const nearest = nearestName(name, TEMPLATE_NAMES)
    throw new ProfileError('unknown-template', `Expected the name of a template, found ${JSON.stringify(name)}.`, {
      hint: nearest === undefined ? `There are ${TEMPLATE_NAMES.join(', ')}.` : `Did you mean ${nearest}?`,
    })
  }
  // Bundlers turn a path that begins with a fixed folder into one chunk a file, so that only what is asked for is loaded.
  const module = (await import(`../../templates/${known}.yaml`)) as { default: string }
  return module.default
}

/** Every template with what its `description` says, which is one line. */
export async function describeTemplates(): Promise<{ name: TemplateName; description: string }[]> {
  return Promise.all(
    TEMPLATE_NAMES.map(async (name) => {
      const [, description = ''] = /^description: (.*)$/m.exec(await loadTemplate(name)) ?? []
      return { name, description }
    }),
  )
}
