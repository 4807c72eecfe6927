import { policyName } from '@cowork-mdm/schema'

/** Identifiers of policies stay as they are for as long as this namespace does. */
export const NAMESPACE = 'CoworkMdm.Policies.ClaudeDesktop'

/** Where the app reads, below both hives. */
export const REGISTRY_KEY = 'Software\\Policies\\Claude'

export function categoryId(category: string | undefined): string {
  return `Category_${policyName({ name: category ?? 'other' })}`
}

/** Identifier of what a first release is called: `Since_1_2581_0`. */
export function supportedId(version: string | undefined): string {
  return version === undefined ? 'Since_Unknown' : `Since_${version.replace(/[^A-Za-z0-9]/g, '_')}`
}

export function explainId(policy: string): string {
  return `${policy}_Explain`
}
