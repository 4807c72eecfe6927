// The page's own script: search, filters, language, colours, deep links, keys. It stands in the page as it is here.
const root = document.documentElement
const form = document.querySelector('.filters')
const appearance = document.querySelector('.appearance')
const fields = form.elements
const looks = appearance.elements
const entries = [...document.querySelectorAll('.setting')]
const columns = [...document.querySelectorAll('.chart button')]
const FILTERS = ['scope', 'platform', 'provider', 'category', 'release']

/** What is searched in an entry: name, titles and descriptions of all languages. */
const texts = new Map()
function textOf(entry) {
  let text = texts.get(entry)
  if (text === undefined) {
    const parts = entry.querySelectorAll('.name, .title, .body > p[lang]')
    text = [...parts].map((part) => part.textContent.toLowerCase()).join('\n')
    texts.set(entry, text)
  }
  return text
}

function filter() {
  const words = fields.search.value.toLowerCase().split(/\s+/).filter(Boolean)
  let shown = 0
  for (const entry of entries) {
    const fits =
      FILTERS.every(
        (name) => fields[name].value === '' || entry.dataset[name].split(' ').includes(fields[name].value),
      ) && words.every((word) => textOf(entry).includes(word))
    entry.hidden = !fits
    if (fits) shown += 1
  }
  const platform = fields.platform.value
  for (const example of document.querySelectorAll('[data-example]')) {
    example.hidden = platform !== '' && example.dataset.example !== platform
  }
  for (const column of columns) column.ariaPressed = String(column.dataset.release === fields.release.value)
  document.getElementById('none').hidden = shown > 0
  const count = document.getElementById('count')
  count.textContent = count.dataset[textName()].replace('{shown}', shown).replace('{all}', entries.length)
}

function textName() {
  return root.lang.startsWith('zh') ? 'textZh' : 'textEn'
}

function speak(language) {
  root.lang = language
  for (const part of document.querySelectorAll('[data-text-en]')) {
    const text = part.dataset[textName()]
    if (part.tagName === 'INPUT') part.placeholder = text
    else if (part.tagName === 'TITLE' || part.tagName === 'OPTION') part.textContent = text
  }
  filter()
}

/** Choices of earlier visits. Pages without an origin may not keep any. */
function kept(name) {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // The choice holds until the page is left.
  }
}

function colour(theme) {
  if (theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = theme
}

/** Opens the setting that the address names, whatever the filters. */
function followAddress() {
  let name
  try {
    name = decodeURIComponent(location.hash.slice(1))
  } catch {
    return
  }
  const entry = entries.find(({ id }) => id === name)
  if (!entry) return
  if (entry.hidden) showAll()
  entry.open = true
  entry.querySelector('summary').focus()
  entry.scrollIntoView({ block: 'start' })
}

function showAll() {
  fields.search.value = ''
  for (const name of FILTERS) fields[name].value = ''
  filter()
}

/** Moves to the next or the previous setting that is shown. */
function move(step) {
  const shown = entries.filter((entry) => !entry.hidden)
  const at = shown.findIndex((entry) => entry.contains(document.activeElement))
  const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step]
  next?.querySelector('summary').focus()
  next?.scrollIntoView({ block: 'nearest' })
}

form.addEventListener('input', filter)
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('reset', (event) => {
  event.preventDefault()
  showAll()
})
looks.language.addEventListener('change', () => {
  keep('language', looks.language.value)
  speak(looks.language.value)
})
looks.theme.addEventListener('change', () => {
  keep('theme', looks.theme.value)
  colour(looks.theme.value)
})
for (const column of columns) {
  column.addEventListener('click', () => {
    fields.release.value = column.ariaPressed === 'true' ? '' : column.dataset.release
    filter()
  })
}
for (const entry of entries) {
  // The address follows what is read, so that it can be passed on.
  entry.querySelector('summary').addEventListener('click', () => {
    if (!entry.open) history.replaceState(null, '', `#${encodeURIComponent(entry.id)}`)
  })
}
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const typing = event.target.closest('input, select, textarea')
  if (event.key === 'Escape') {
    showAll()
    return
  }
  if (typing) return
  if (event.key === '/') {
    event.preventDefault()
    fields.search.focus()
  } else if (event.key === 'j') move(1)
  else if (event.key === 'k') move(-1)
})
addEventListener('hashchange', followAddress)

/** Keeps what is scrolled to from under the filters, where they stay at the top. */
function clearFilters() {
  const covered = getComputedStyle(form).position === 'sticky' ? form.offsetHeight : 0
  root.style.scrollPaddingTop = `${covered + 8}px`
}
addEventListener('resize', clearFilters)

const opened = []
addEventListener('beforeprint', () => {
  opened.push(...entries.filter((entry) => !entry.hidden && !entry.open))
  for (const entry of opened) entry.open = true
})
addEventListener('afterprint', () => {
  for (const entry of opened.splice(0)) entry.open = false
})

const languages = [...looks.language.options].map(({ value }) => value)
const language = languages.includes(kept('language')) ? kept('language') : root.lang
looks.language.value = language
const themes = [...looks.theme.options].map(({ value }) => value)
looks.theme.value = themes.includes(kept('theme')) ? kept('theme') : 'auto'
colour(looks.theme.value)
for (const bar of [form, appearance]) bar.hidden = false
speak(language)
clearFilters()
followAddress()
