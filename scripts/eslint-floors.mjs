// ESLint rule over scripts/floors.mjs. It sees every way to import: static, re-export, dynamic and type-only.
import { relative } from 'node:path'
import { forbiddenImport } from './floors.mjs'
import { root } from './workspace.mjs'

export const importFloors = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{reason}}' } },
  create(context) {
    const file = relative(root, context.filename)
    const check = (source) => {
      if (typeof source?.value !== 'string') return
      const reason = forbiddenImport(file, source.value)
      if (reason !== undefined) context.report({ node: source, messageId: 'forbidden', data: { reason } })
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
    }
  },
}
