/** The templates in `templates/`, in the order that people look for them; a test compares both. */
export const TEMPLATE_NAMES = [
  'gateway',
  'gateway-deepseek',
  'gateway-glm',
  'gateway-minimax',
  'gateway-qwen',
  'gateway-vllm',
  'gateway-litellm',
  'gateway-sso',
  'anthropic',
  'bedrock-basic',
  'bedrock-sso',
  'mantle',
  'vertex',
  'vertex-workforce',
  'foundry',
  'foundry-entra',
  'bootstrap',
  'enterprise-full',
  'enterprise-cn-full',
  'mcp-only',
  'org-plugins',
  'egress-lockdown',
  'telemetry-off',
  'update-policy',
] as const

export type TemplateName = (typeof TEMPLATE_NAMES)[number]
