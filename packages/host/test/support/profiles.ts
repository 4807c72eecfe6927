import type { Profile } from '@cowork-mdm/profile'
import type { JsonValue } from '@cowork-mdm/schema'

export function profileOf(settings: Record<string, JsonValue>): Profile {
  return { settings: Object.entries(settings).map(([name, value]) => ({ name, value })) }
}

/** Two profiles that share some settings and differ in others, with every type of value. */
export const A = profileOf({
  inferenceProvider: 'gateway',
  inferenceGatewayBaseUrl: 'https://a.example',
  inferenceGatewayApiKey: 'sk-the-secret-of-a',
  coworkEgressAllowedHosts: ['a.example', 'both.example'],
  disableAutoUpdates: true,
})
export const B = profileOf({
  inferenceProvider: 'gateway',
  inferenceGatewayBaseUrl: 'https://b.example',
  inferenceGatewayApiKey: 'sk-the-secret-of-b',
  autoUpdaterEnforcementHours: 24,
  deploymentDisplayName: 'B says "b\\b"',
})
