// @ts-check
// node scripts/release/homebrew-formula.mjs FOLDER: writes cowork-mdm.rb, for a Homebrew tap, from checksums.txt in FOLDER.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { archiveName, home, releaseVersion } from './archives.mjs'
import { checksumOf } from './checksums.mjs'
import { argumentsOf, isMain } from './main.mjs'

/**
 * @param {{ version: string, home: string, checksum: (name: string) => string }} release `home` is the project's page
 */
export function homebrewFormula({ version, home, checksum }) {
  const source = (/** @type {import('./archives.mjs').Platform} */ platform) => {
    const name = archiveName(version, platform)
    return `      url "${home}/releases/download/v${version}/${name}"
      sha256 "${checksum(name)}"`
  }
  return `class CoworkMdm < Formula
  desc "Managed settings of Claude Desktop: profiles, templates, machines"
  homepage "${home}"
  version "${version}"
  license "MIT"

  on_macos do
    on_arm do
${source('macos-arm64')}
    end
    on_intel do
${source('macos-x64')}
    end
  end

  on_linux do
    on_arm do
${source('linux-arm64')}
    end
    on_intel do
${source('linux-x64')}
    end
  end

  def install
    prefix.install Dir["*"]
  end

  test do
    assert_equal version.to_s, shell_output("#{bin}/cowork-mdm --version").chomp
  end
end
`
}

if (isMain(import.meta.url)) {
  const [folder = ''] = argumentsOf('FOLDER')
  const checksum = (/** @type {string} */ name) => checksumOf(folder, name)
  writeFileSync(join(folder, 'cowork-mdm.rb'), homebrewFormula({ version: releaseVersion(), home, checksum }))
}
