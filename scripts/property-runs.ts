import fc from 'fast-check'

// Property tests: the same few cases in every run of the suite, so that it fails only for a reason; many random ones in a
// soak, where fast-check prints the seed of a failure.
const soak = process.env['COWORK_MDM_SOAK'] !== undefined

fc.configureGlobal(soak ? { numRuns: 20_000, interruptAfterTimeLimit: 60_000 } : { seed: 20_261_002 })
