import { it } from 'vitest'
import fs from 'node:fs'
import { extractSchema } from '../src/index.js'
import { buildFixture } from './support/build-fixture.js'
import { complaintsOf, factsOf } from './support/comparable.js'
import { expectedDocument, FIXTURES } from './support/fixtures.js'
import { VARIANTS } from './support/variants.js'
it('dump', { timeout: 600000 }, async () => {
  const out: string[] = []
  for (const fixture of Object.values(FIXTURES)) {
    if (process.env['FX'] && fixture.name !== process.env['FX']) continue
    for (const variant of VARIANTS) {
      const dir = `/tmp/mx/${fixture.name}/${variant.name.replaceAll(/\W+/g, '-')}`
      out.push(`== ${fixture.name} ${variant.name}`)
      try {
        const reuse = fs.existsSync(dir)
        if (!reuse) {
          const scripts = await buildFixture(fixture, variant)
          fs.mkdirSync(dir, { recursive: true })
          for (const [n, t] of Object.entries(scripts)) {
            fs.mkdirSync((dir + '/' + n).replace(/\/[^/]*$/, ''), { recursive: true })
            fs.writeFileSync(dir + '/' + n, t as string)
          }
        }
        const { document, diagnostics } = await extractSchema(dir)
        const a: any = factsOf(document),
          b: any = expectedDocument(fixture)
        const A = new Map(a.keys.map((k: any) => [k.name, k])),
          B = new Map(b.keys.map((k: any) => [k.name, k]))
        for (const n of new Set([...A.keys(), ...B.keys()])) {
          const x: any = A.get(n),
            y: any = B.get(n)
          if (!x || !y) {
            out.push(`   ${n} ${x ? 'EXTRA' : 'MISSING'}`)
            continue
          }
          for (const f of new Set([...Object.keys(x), ...Object.keys(y)]))
            if (JSON.stringify(sort(x[f])) !== JSON.stringify(sort(y[f])))
              out.push(`   ${n}.${f}\n      got      ${JSON.stringify(x[f])}\n      expected ${JSON.stringify(y[f])}`)
        }
        const c = complaintsOf(diagnostics).filter((x) => !x.startsWith('info'))
        if (c.length)
          out.push(
            '   complaints ' +
              c.join('; ') +
              '\n      ' +
              diagnostics
                .filter((d) => d.severity !== 'info')
                .slice(0, 6)
                .map((d) => `${d.key} ${d.offset} ${d.message}`)
                .join('\n      '),
          )
        const w = diagnostics.filter((d) => d.code === 'parsed-whole')
        if (w.length) out.push('   parsed-whole')
      } catch (e: any) {
        out.push('   ERROR ' + e.message.slice(0, 300) + (e.code ? '' : e.stack))
      }
    }
  }
  fs.writeFileSync('/tmp/mx.txt', out.join('\n'))
})
function sort(v: any): any {
  return Array.isArray(v)
    ? v.map(sort)
    : v && typeof v === 'object'
      ? Object.fromEntries(
          Object.keys(v)
            .sort()
            .map((k) => [k, sort(v[k])]),
        )
      : v
}
