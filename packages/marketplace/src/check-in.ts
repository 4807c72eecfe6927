/**
 * The marketplaces of a machine without what reads, packs and pins plugins: a check-in with nothing new needs none of that, and is
 * over before it would be loaded.
 */
export { openMarketplaces } from './open-marketplaces.js'
export { splay } from './fleet/splay.js'
