// @ts-check
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Signs an executable as its system asks for: macOS runs nothing on Apple silicon that is not signed at least by itself; V8
 * compiles at run time, which the hardened runtime allows only with the entitlements beside this file. On Windows it is signed
 * where there is a certificate.
 * @param {string} binary
 */
export function signBinary(binary) {
  const command = signingCommand(binary, process.platform, process.env)
  if (command === undefined) return
  const [program, ...args] = command
  execFileSync(program, args, { stdio: 'inherit' })
}

/**
 * @param {string} binary
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {[program: string, ...args: string[]] | undefined}
 */
export function signingCommand(binary, platform, env) {
  if (platform === 'darwin') {
    const identity = env.MACOS_SIGN_IDENTITY || '-'
    // Apple's time stamp belongs to a Developer ID; an ad-hoc signature has none.
    const stamp = identity === '-' ? '--timestamp=none' : '--timestamp'
    const entitlements = fileURLToPath(new URL('entitlements.plist', import.meta.url))
    const options = ['--force', '--options', 'runtime', '--entitlements', entitlements, stamp]
    return ['codesign', '--sign', identity, ...options, binary]
  }
  if (platform === 'win32' && env.WINDOWS_CERTIFICATE_FILE) {
    const { SIGNTOOL = 'signtool', WINDOWS_CERTIFICATE_FILE, WINDOWS_CERTIFICATE_PASSWORD = '' } = env
    const stamp = ['/fd', 'sha256', '/td', 'sha256', '/tr', 'http://timestamp.digicert.com']
    return [SIGNTOOL, 'sign', '/f', WINDOWS_CERTIFICATE_FILE, '/p', WINDOWS_CERTIFICATE_PASSWORD, ...stamp, binary]
  }
  return undefined
}
