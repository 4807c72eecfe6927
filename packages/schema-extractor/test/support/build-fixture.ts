import { withEsbuild, withRolldown, type Scripts } from './bundlers.js'
import { type Fixture, fixtureSource } from './fixtures.js'
import type { BuildInput, Variant } from './variants.js'

const inputs = new Map<string, BuildInput>()
const builds = new Map<string, Promise<Scripts>>()

/** The scripts of a fixture built in one way. Builds are kept for the run, and share their unminified bundles. */
export function buildFixture(fixture: Fixture, variant: Variant): Promise<Scripts> {
  const key = `${fixture.name}: ${variant.name}`
  const known = builds.get(key) ?? variant.build(inputOf(fixture))
  builds.set(key, known)
  return known
}

function inputOf(fixture: Fixture): BuildInput {
  const known = inputs.get(fixture.name)
  if (known) return known
  const main = fixtureSource(fixture, 'main.ts')
  const input: BuildInput = {
    main,
    preload: fixtureSource(fixture, 'preload.ts'),
    vendor: fixtureSource(fixture, 'vendor.ts'),
    lazy: fixtureSource(fixture, 'lazy.ts'),
    plain: once(() => withEsbuild([main])),
    rolled: once(() => withRolldown([main], { codeSplitting: false })),
  }
  inputs.set(fixture.name, input)
  return input
}

/** The only script of a build that is made when it is first asked for. */
function once(build: () => Promise<Scripts>): () => Promise<string> {
  let code: Promise<string> | undefined
  return () => (code ??= build().then((scripts) => Object.values(scripts)[0]!))
}
