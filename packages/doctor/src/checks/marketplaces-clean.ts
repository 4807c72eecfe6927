import { openMarketplaces } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, failure, ok, skipped } from '../check.js'

const MOST_NAMED = 20

export const marketplacesClean = defineCheck({
  title: 'Marketplaces are as they were installed',
  group: 'plugins',
  platforms: EVERYWHERE,
  severity: 'error',
  timeoutMs: 60_000,
  async run({ host }, signal) {
    const marketplaces = openMarketplaces(host, { signal })
    const { marketplaces: all } = await marketplaces.list()
    if (all.length === 0) return skipped('There are no marketplaces.')
    const { ok: isClean, findings } = await marketplaces.verify()
    if (isClean) return ok(`${counted(all.length, 'marketplace')}, unchanged.`)
    const detail = findings
      .slice(0, MOST_NAMED)
      .map(({ marketplace, message }) => (marketplace === undefined ? message : `${marketplace}: ${message}`))
    if (findings.length > MOST_NAMED) detail.push(`… and ${findings.length - MOST_NAMED} more`)
    return failure(`${counted(findings.length, 'difference')} from what was installed.`, {
      detail,
      advice: 'Run "cowork-mdm marketplace update" as an administrator, and find out who changed it.',
    })
  },
})
