// What tests ask a page in the browser. Each function is sent there as it is, and so uses nothing from around it.

/** @returns {[number, number]} how wide it is, and how much room there is */
export const widths = () => [document.documentElement.scrollWidth, document.documentElement.clientWidth]

/** @returns {string} */
export const background = () => getComputedStyle(document.body).backgroundColor

/** @returns {string} */
export const focused = () => document.activeElement?.textContent ?? ''

/** @returns {[string, number]} colours, and how many entries are not seen */
export const inPrint = () => [
  getComputedStyle(document.documentElement).colorScheme,
  [...document.querySelectorAll('main li')].filter((item) => item.getBoundingClientRect().height === 0).length,
]

/** @returns {number} */
export const foreign = () => document.querySelectorAll('script, img').length

/** @returns {string} */
export const firstFinding = () => document.querySelector('.todo h3')?.textContent ?? ''

/** @returns {Promise<string[]>} what axe finds */
export const violations = async () => {
  const { violations: found } = await globalThis.axe.run()
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
