// @ts-check
// node scripts/release/publish-packages.mjs FOLDER: publishes the tarballs in FOLDER to npm with provenance. What is published
// already is left, so that a release that failed half-way can be run again. Without NPM_TOKEN nothing is published.
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { argumentsOf } from './main.mjs'

const [folder = ''] = argumentsOf('FOLDER')
const { NPM_TOKEN, ...env } = process.env
const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
if (tarballs.length === 0) throw new Error(`Expected packed packages in ${folder}, found none.`)

if (!NPM_TOKEN) {
  console.log('::warning::NPM_TOKEN is not set: the packages are not published to npm.')
} else {
  const work = mkdtempSync(join(tmpdir(), 'cowork-mdm-npm-'))
  try {
    // npm takes the token from the environment; the file holds its name alone.
    const config = join(work, 'npmrc')
    const registry = new URL(execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim())
    writeFileSync(config, `//${registry.host}${registry.pathname}:_authToken=\${NPM_TOKEN}\n`)
    // The command line last: whoever sees its new version can install what it names.
    for (const name of tarballs.sort((left, right) => Number(isTool(left)) - Number(isTool(right)))) {
      publish(resolve(folder, name), { ...env, NPM_TOKEN, NPM_CONFIG_USERCONFIG: config })
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} name */
function isTool(name) {
  return /^cowork-mdm-\d/.test(name)
}

/**
 * @param {string} tarball
 * @param {NodeJS.ProcessEnv} environment
 */
function publish(tarball, environment) {
  const manifest = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
  const { name, version } = /** @type {{ name: string, version: string }} */ (JSON.parse(manifest))
  const known = spawnSync('npm', ['view', `${name}@${version}`, 'version'], { env: environment, encoding: 'utf8' })
  if (known.stdout.trim() === version) {
    console.log(`${name} ${version} is published already.`)
    return
  }
  // A version with a suffix must not become what `npm install` takes.
  const tag = version.includes('-') ? ['--tag', 'next'] : []
  const options = ['--provenance', '--access', 'public', ...tag]
  execFileSync('npm', ['publish', tarball, ...options], { env: environment, stdio: 'inherit' })
}
