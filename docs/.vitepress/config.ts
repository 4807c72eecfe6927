import { defineConfig, type DefaultTheme } from 'vitepress'
import { links } from './links.js'
import { plainText } from './plain-text.js'
import { sidebar } from './sidebar.js'
import { words } from './words.js'

const search: DefaultTheme.Config['search'] = {
  provider: 'local',
  options: {
    miniSearch: { options: { tokenize: words } },
    locales: {
      zh: {
        translations: {
          button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
          modal: {
            displayDetails: '显示详情',
            resetButtonTitle: '清除',
            backButtonTitle: '关闭',
            noResultsText: '没有找到',
            footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
          },
        },
      },
    },
  },
}

export default defineConfig({
  title: 'cowork-mdm',
  description: 'Everything an administrator needs to run Claude Desktop on a fleet',
  cleanUrls: true,
  // Pages are the same whenever they are built.
  lastUpdated: false,
  // On GitHub a folder shows its README.
  rewrites: { 'README.md': 'contents.md', 'rules/README.md': 'rules/index.md', 'api/README.md': 'api/index.md' },
  markdown: {
    config: (markdown) => {
      plainText!(markdown)
      links!(markdown)
    },
  },
  locales: {
    root: { label: 'English', lang: 'en' },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '在整个设备群中管理 Claude Desktop 所需的一切',
      themeConfig: {
        sidebar: sidebar('zh'),
        outline: { label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '返回顶部',
        langMenuLabel: '语言',
        notFound: {
          title: '没有这个页面',
          quote: '页面可能已改名，可以用搜索找到它。',
          linkText: '返回首页',
          linkLabel: '返回首页',
        },
      },
    },
  },
  // Few pages are in Chinese: the other language's start page is always there.
  themeConfig: {
    search,
    sidebar: sidebar('en'),
    outline: [2, 3],
    i18nRouting: false,
    notFound: {
      quote: 'It may have another name now: the search finds it.',
      linkText: 'Start page',
      linkLabel: 'Start page',
    },
  },
})
