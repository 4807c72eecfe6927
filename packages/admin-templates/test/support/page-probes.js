// What tests ask a page in the browser. Each function is sent there as it is, and so uses nothing from around it.

/** @returns {string[]} */
export const visibleIds = (entries) => entries.filter((entry) => entry.checkVisibility()).map(({ id }) => id)

/** @returns {string[]} */
export const visibleLanguages = (parts) => parts.filter((part) => part.checkVisibility()).map((part) => part.lang)

/** @returns {boolean[]} */
export const visibility = (parts) => parts.map((part) => part.checkVisibility())

/** @returns {string} */
export const textOf = (part) => part.textContent

/** @returns {string | null} */
export const pressed = (button) => button.ariaPressed

/** @returns {string} */
export const valueOf = (field) => field.value

export const clear = (field) => {
  field.value = ''
}

/** @returns {string[]} */
export const titlesOf = (parts) => parts.map((part) => part.title)

/** @returns {boolean} */
export const isOpen = (entry) => entry.open

export const open = (entry) => {
  entry.open = true
}

export const click = (part) => part.click()

export const focus = (part) => part.focus()

/** @returns {string} */
export const backOf = (part) => getComputedStyle(part).backgroundColor

/**
 * Whether the filters cover the upper edge of an entry.
 * @returns {boolean}
 */
export const isCovered = (entry) =>
  entry.getBoundingClientRect().top < document.querySelector('.filters').getBoundingClientRect().bottom - 1

/** @returns {string | undefined} */
export const focusedSetting = () => document.activeElement?.closest('.setting')?.id

export const goTo = (hash) => {
  location.hash = hash
}

/** @returns {string} */
export const address = () => location.href

/** @returns {string} */
export const language = () => document.documentElement.lang

/** @returns {number} */
export const pageWidth = () => document.documentElement.scrollWidth

/**
 * Violations of accessibility rules, each with the first elements that show it; axe-core was loaded before.
 * @returns {Promise<string[]>}
 */
export const violations = async () => {
  const { violations: found } = await globalThis.axe.run()
  return found.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`)
    return `${id}: ${places.join('; ')}`
  })
}
