import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DefaultTheme } from 'vitepress'

type Language = 'en' | 'zh'
type Titles = Readonly<Record<Language, string>>

/** Every page of the site but generated and decision pages, in reading order. Chinese titles stand where there is a page. */
const SECTIONS: readonly { title: Titles; pages: readonly { path: string; title: Partial<Titles> }[] }[] = [
  {
    title: { en: 'Start', zh: '入门' },
    pages: [
      { path: '/', title: { en: 'What it is', zh: '简介' } },
      { path: '/concepts', title: { en: 'Concepts' } },
      { path: '/session', title: { en: 'A whole session' } },
    ],
  },
  {
    title: { en: 'Deploy', zh: '部署' },
    pages: [
      { path: '/deploy/', title: { en: 'Which way', zh: '选择途径' } },
      { path: '/deploy/jamf-pro', title: { en: 'Jamf Pro', zh: 'Jamf Pro' } },
      { path: '/deploy/intune-macos', title: { en: 'Intune, macOS', zh: 'Intune（macOS）' } },
      { path: '/deploy/intune-windows', title: { en: 'Intune, Windows', zh: 'Intune（Windows）' } },
      { path: '/deploy/iru', title: { en: 'Iru (Kandji)', zh: 'Iru（Kandji）' } },
      { path: '/deploy/fleet', title: { en: 'Fleet', zh: 'Fleet' } },
      { path: '/deploy/workspace-one', title: { en: 'Workspace ONE', zh: 'Workspace ONE' } },
      { path: '/deploy/group-policy', title: { en: 'Group Policy', zh: '组策略' } },
      { path: '/deploy/linux', title: { en: 'Linux', zh: 'Linux' } },
      { path: '/deploy/from-the-go-tool', title: { en: 'From the Go tool', zh: '从 Go 工具迁移' } },
    ],
  },
  {
    title: { en: 'Profiles', zh: '配置' },
    pages: [
      { path: '/authoring', title: { en: 'Authoring' } },
      { path: '/formats', title: { en: 'Formats' } },
      { path: '/linting', title: { en: 'Linting' } },
      { path: '/rules/', title: { en: 'Lint rules' } },
      { path: '/admin-templates', title: { en: 'Admin templates' } },
    ],
  },
  {
    title: { en: 'Machines', zh: '设备' },
    pages: [
      { path: '/effective-settings', title: { en: 'What is in effect' } },
      { path: '/applying', title: { en: 'Applying' } },
      { path: '/doctor', title: { en: 'Doctor' } },
      { path: '/marketplaces', title: { en: 'Marketplaces' } },
      { path: '/plugins', title: { en: 'Plugins and skills' } },
      { path: '/plugin-channels', title: { en: 'Which plugin channel' } },
      { path: '/fleet-scale', title: { en: 'Fleet scale' } },
    ],
  },
  {
    title: { en: 'Reference', zh: '参考' },
    pages: [
      { path: '/settings', title: { en: 'Settings' } },
      { path: '/commands', title: { en: 'Commands' } },
      { path: '/api/', title: { en: 'API' } },
      { path: '/schema-extraction', title: { en: 'Schema extraction' } },
      { path: '/cross-check', title: { en: 'Cross-check' } },
      { path: '/security', title: { en: 'Security' } },
      { path: '/releasing', title: { en: 'Releasing' } },
      { path: '/contents', title: { en: 'All pages, decisions' } },
    ],
  },
]

/** Pages that there are in a language; what is generated counts once it is there. */
export function sidebar(language: Language): DefaultTheme.SidebarItem[] {
  const prefix = language === 'zh' ? '/zh' : ''
  return SECTIONS.map(({ title, pages }) => ({
    text: title[language],
    items: pages.flatMap(({ path, title: titles }) => {
      const text = titles[language]
      return text !== undefined && hasPage(prefix + path) ? [{ text, link: prefix + path }] : []
    }),
  })).filter(({ items }) => items.length > 0)
}

function hasPage(path: string): boolean {
  const file = (name: string) => existsSync(fileURLToPath(new URL(`..${name}`, import.meta.url)))
  if (path === '/contents') return true
  return path.endsWith('/') ? file(`${path}index.md`) || file(`${path}README.md`) : file(`${path}.md`)
}
