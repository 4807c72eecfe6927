/** Something plausible for every slot of every template. */
export const FILLING: Record<string, string> = {
  REPLACE_API_KEY: 'example-key-not-real',
  REPLACE_AWS_ACCOUNT_ID: '012345678901',
  REPLACE_AWS_PROFILE: 'claude',
  REPLACE_AWS_REGION: 'eu-central-1',
  REPLACE_BOOTSTRAP_SCOPE: 'api://claude-bootstrap/.default',
  REPLACE_BOOTSTRAP_URL: 'config.example.com/claude',
  REPLACE_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
  REPLACE_COMMIT: '0123456789abcdef0123456789abcdef01234567',
  REPLACE_CREDENTIALS_FILE: '/etc/example/vertex.json',
  REPLACE_CREDENTIAL_HELPER: '/usr/local/bin/example-helper',
  REPLACE_DEPLOYMENT_UUID: '00000000-0000-4000-8000-0000000000aa',
  REPLACE_FOUNDRY_RESOURCE: 'example-foundry',
  REPLACE_GATEWAY_HOST: 'llm.example.com',
  REPLACE_GATEWAY_SCOPE: 'api://llm/.default',
  REPLACE_GITHUB_REPOSITORY: 'example/plugins',
  REPLACE_IDENTIFIER: 'com.example.claude-desktop',
  REPLACE_INTERNAL_DOMAIN: 'corp.example.com',
  REPLACE_LITELLM_HOST: 'litellm.example.com',
  REPLACE_LOCAL_MCP_COMMAND: '/usr/local/bin/example-mcp',
  REPLACE_LOCAL_MCP_NAME: 'Inventory',
  REPLACE_MCP_HOST: 'mcp.example.com/tickets',
  REPLACE_MCP_NAME: 'Tickets',
  REPLACE_MODEL_ID: 'claude-sonnet-4-5',
  REPLACE_MODEL_LABEL: '通用模型',
  REPLACE_OIDC_CLIENT_ID: '00000000-0000-4000-8000-000000000002',
  REPLACE_OIDC_ISSUER_HOST: 'login.example.com/oauth2',
  REPLACE_ORGANIZATION: 'Example Corp',
  REPLACE_OTEL_HOST: 'otel.example.com',
  REPLACE_PERMISSION_SET: 'ClaudeUser',
  REPLACE_PLUGIN_SERVER: 'tickets',
  REPLACE_PLUGIN_TOOL: 'create_ticket',
  REPLACE_POOL_ID: 'example-pool',
  REPLACE_POOL_PROVIDER_ID: 'example-provider',
  REPLACE_PROJECT_ID: 'example-project',
  REPLACE_SERVER_HOST: 'vllm.example.com',
  REPLACE_SSO_PORTAL: 'd-1234567890',
  REPLACE_SSO_REGION: 'eu-west-1',
  REPLACE_TENANT_ID: '00000000-0000-4000-8000-000000000003',
  REPLACE_VERTEX_REGION: 'europe-west1',
}

/** A template with every slot filled; a slot that is not known stays. */
export function fill(template: string): string {
  return template.replace(/^(?!\s*#).*$/gm, (line) =>
    line.replace(/REPLACE_[A-Z0-9_]*[A-Z0-9]/g, (token) => FILLING[token] ?? token),
  )
}
