import { isPinned, openMarketplaces } from '@cowork-mdm/marketplace'
import { counted } from '@cowork-mdm/schema'
import { defineCheck, EVERYWHERE, ok, skipped, warning } from '../check.js'

export const marketplacesPinned = defineCheck({
  title: 'Marketplaces are pinned',
  group: 'plugins',
  platforms: EVERYWHERE,
  severity: 'warning',
  async run({ host }, signal) {
    const { marketplaces } = await openMarketplaces(host, { signal }).list()
    if (marketplaces.length === 0) return skipped('There are no marketplaces.')
    const loose = marketplaces.filter(({ source }) => !isPinned(source))
    if (loose.length === 0) return ok(`${counted(marketplaces.length, 'marketplace')}, each bound to one content.`)
    return warning(`${counted(loose.length, 'marketplace')} that may be something else tomorrow.`, {
      detail: loose.map(({ name, revision }) => `${name} follows its source; it is at ${revision}.`),
      advice: 'Add them with --ref and a full commit, or with --sha256, where nobody reviews what is new.',
    })
  },
})
