import DefaultTheme from 'vitepress/theme'
import './pages.css'

// VitePress takes the default export.
export default DefaultTheme
