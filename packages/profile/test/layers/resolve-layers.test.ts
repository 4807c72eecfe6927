import { latestSchema } from '@cowork-mdm/schema'
import { describe, expect, it } from 'vitest'
import { layerPath } from '../../src/layers/layer-path.js'
import { resolveLayers } from '../../src/layers/resolve-layers.js'
import { parseProfile } from '../../src/parse-profile.js'
import { ProfileError } from '../../src/profile-error.js'

const document = await latestSchema()

/** Resolves one of several files; `read` knows them all. */
async function resolve(files: Record<string, string>, file: string) {
  const read = async (path: string) => {
    if (!Object.hasOwn(files, path)) throw new Error(`ENOENT ${path}`)
    return files[path]!
  }
  const { profile, layers } = await resolveLayers(parseProfile(files[file]!, { document, file }), { document, read })
  const values = profile.settings.map(({ name, value, source }) => [name, value, source?.file])
  return { values, layers: layers.map((layer) => layer.file), fields: { ...profile, settings: undefined } }
}

async function failure(files: Record<string, string>, file: string) {
  const error = await resolve(files, file).then(
    () => expect.unreachable('Expected a failure.'),
    (caught: unknown) => caught as ProfileError,
  )
  expect(error).toBeInstanceOf(ProfileError)
  const [problem] = error.problems
  return [error.code, error.message, problem?.file, files[problem!.file!]!.slice(...problem!.range!)]
}

describe('layers', () => {
  it('base, environment, team: each decides what it says, and every setting knows its file', async () => {
    const files = {
      'base.yaml': 'name: base\nidentifier: com.x\nvalues: {a: 1, b: 1, c: 1}',
      'env/prod.yaml': 'extends: ../base.yaml\nvalues: {b: 2, isDxtEnabled: true}',
      'team.yaml': 'extends: [env/prod.yaml]\nname: team\nvalues: {c: null, isDesktopExtensionEnabled: false, d: 3}',
    }
    expect(await resolve(files, 'team.yaml')).toEqual({
      values: [
        ['a', 1, 'base.yaml'],
        ['b', 2, 'env/prod.yaml'],
        ['c', null, 'team.yaml'],
        ['isDesktopExtensionEnabled', false, 'team.yaml'],
        ['d', 3, 'team.yaml'],
      ],
      layers: ['base.yaml', 'env/prod.yaml'],
      fields: { name: 'team', identifier: 'com.x' },
    })
  })

  it('a base that two layers share counts once, below both', async () => {
    const files = {
      'base.yaml': 'values: {a: 1, b: 1}',
      'one.yaml': 'extends: base.yaml\nvalues: {a: 2}',
      'two.yaml': 'extends: ./base.yaml\nvalues: {b: 2}',
      'top.yaml': 'extends: [one.yaml, two.yaml]',
    }
    const { values, layers } = await resolve(files, 'top.yaml')
    expect(values.map(([name, value]) => [name, value])).toEqual([
      ['a', 2],
      ['b', 2],
    ])
    expect(layers).toEqual(['base.yaml', 'one.yaml', 'two.yaml'])
  })

  it('a file is read once, however many layers lead to it', async () => {
    const pairs = Array.from({ length: 15 }, (_, level) => `extends: [l${level + 1}.yaml, r${level + 1}.yaml]`)
    const read: string[] = []
    await resolveLayers(parseProfile(pairs[0]!, { document, file: 'top.yaml' }), {
      document,
      read: async (path) => {
        read.push(path)
        return pairs[Number(/\d+/.exec(path)![0])] ?? '{}'
      },
    })
    expect(read.sort()).toEqual([...new Set(read)])
    expect(read).toHaveLength(30)
  })

  it('nothing to extend', async () => {
    expect(await resolve({ 'x.yaml': 'extends:\nvalues: {a: 1}' }, 'x.yaml')).toMatchObject({ layers: [] })
  })
})

describe('refused', () => {
  it('a circle', async () => {
    const files = {
      'a.yaml': 'extends: b/b.yaml',
      'b/b.yaml': 'extends: ../c.yaml',
      'c.yaml': 'extends: ["./b/b.yaml"]',
    }
    expect(await failure(files, 'a.yaml')).toEqual([
      'layer-cycle',
      'Expected layers that end in a base, found a circle: b/b.yaml → c.yaml → b/b.yaml.',
      'c.yaml',
      '"./b/b.yaml"',
    ])
    expect((await failure({ 'a.yaml': 'extends: a.yaml' }, 'a.yaml'))[0]).toBe('layer-cycle')
  })

  it('a missing layer', async () => {
    expect(await failure({ 'x/a.yaml': 'extends: base.yaml' }, 'x/a.yaml')).toEqual([
      'layer-missing',
      'Expected the layer x/base.yaml for x/a.yaml, which cannot be read.',
      'x/a.yaml',
      'base.yaml',
    ])
  })

  it.each([
    'https://x.example/base.yaml',
    '/etc/base.yaml',
    'C:\\base.yaml',
    'C:/base.yaml',
    '..\\base.yaml',
    '~/base.yaml',
    '../../etc/passwd',
    'base.yaml\\..',
  ])('the path %s', async (path) => {
    const text = `extends: '${path}'`
    expect(await failure({ 'a.yaml': text }, 'a.yaml')).toEqual([
      'layer-refused',
      `Expected a relative path to a YAML file, found ${JSON.stringify(path)}.`,
      'a.yaml',
      `'${path}'`,
    ])
  })

  it('layers without end', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${index}.yaml`, `extends: ${index + 1}.yaml`]),
    )
    expect(await failure(files, '0.yaml')).toEqual([
      'layer-refused',
      'Expected at most 20 layers in each other, found more.',
      '20.yaml',
      '21.yaml',
    ])
  })

  it('a layer that is no profile, with its own place', async () => {
    expect(await failure({ 'a.yaml': 'extends: b.yaml', 'b.yaml': 'valeus: {}' }, 'a.yaml')).toEqual([
      'invalid-profile',
      'Expected one of the fields name, description, identifier, organization, extends, values, found valeus; did you mean values?',
      'b.yaml',
      'valeus',
    ])
  })
})

it.each<[written: string, from: string | undefined, path: string]>([
  ['base.yaml', undefined, 'base.yaml'],
  ['base.yaml', 'a.yaml', 'base.yaml'],
  ['../base.yml', 'x/a.yaml', 'base.yml'],
  ['../../base.yaml', 'x/a.yaml', '../base.yaml'],
  ['../base.yaml', '../x/a.yaml', '../base.yaml'],
  ['../base.yaml', './a.yaml', './../base.yaml'],
  ['./env//prod.YAML', '/etc/x/a.yaml', '/etc/x/env/prod.YAML'],
  ['../../../base.yaml', '/etc/a.yaml', '/base.yaml'],
  ['../base.yaml', 'C:\\x\\a.yaml', 'C:\\base.yaml'],
  ['../../base.yaml', 'C:\\x\\a.yaml', 'C:\\base.yaml'],
])('%s seen from %s', (written, from, path) => {
  expect(layerPath(written, from)).toBe(path)
})
