/** Settings that rules have to know by name: which provider is chosen, where its models come from, what may be reached. */
export const SETTING_ROLES = {
  provider: 'inferenceProvider',
  credentialKind: 'inferenceCredentialKind',
  models: 'inferenceModels',
  modelDiscovery: 'modelDiscoveryEnabled',
  /** Address of a server whose response takes the place of all managed settings. */
  bootstrap: 'bootstrapUrl',
  /** Turns that off where it is false. */
  bootstrapEnabled: 'bootstrapEnabled',
  /** Has to be the same in the response of that server and beside it. */
  organization: 'deploymentOrganizationUuid',
  /** Hosts that tools may reach. */
  egressHosts: 'coworkEgressAllowedHosts',
  /** A program that prints a credential. */
  credentialHelper: 'inferenceCredentialHelper',
  /** A profile of the AWS tools, the folder they keep their files in, and the region to use. */
  awsProfile: 'inferenceBedrockProfile',
  awsFolder: 'inferenceBedrockAwsDir',
  awsRegion: 'inferenceBedrockRegion',
  /** A proxy for everything that the app fetches, and a script that chooses one. */
  proxy: 'egressProxyUrl',
  proxyScript: 'egressProxyPacUrl',
  /** Whether what the bootstrap server sends is trusted like settings of the machine. */
  trustBootstrap: 'trustBootstrapDelivery',
} as const
