import { openMarketplaces } from '@cowork-mdm/marketplace'
import { quietly, CoworkError } from '@cowork-mdm/machine'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'

export const gitAvailable = defineCheck({
  title: 'git is there for marketplaces that need it',
  group: 'plugins',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run({ host }, signal) {
    const { marketplaces } = await openMarketplaces(host, { signal }).list()
    const needs = marketplaces.filter(({ source }) => source.kind === 'git')
    const advice =
      needs.length === 0
        ? 'Nothing here needs it; marketplaces come as archives by https too.'
        : 'Install git, or add the marketplaces as archives by https.'
    // Apple's own git opens a dialog where the developer tools are missing.
    if (host.platform === 'darwin') {
      const tools = await quietly(host.run('xcode-select', ['-p'], { timeoutMs: 5000, signal }))
      if (tools?.exitCode !== 0)
        return missing('The developer tools, with which git comes, are not installed.', needs.length, advice)
    }
    try {
      const { exitCode, stdout } = await host.run('git', ['--version'], { timeoutMs: 5000, signal })
      const [, version] = /^git version (\S+)/.exec(stdout.toString()) ?? []
      return exitCode === 0 && version !== undefined
        ? ok(`git ${version}.`)
        : missing('git does not tell its version.', needs.length, advice)
    } catch (cause) {
      if (!(cause instanceof CoworkError)) throw cause
      return missing('There is no git.', needs.length, advice)
    }
  },
})

function missing(message: string, needed: number, advice: string) {
  return needed === 0 ? skipped(message, { advice }) : warning(message, { advice })
}
