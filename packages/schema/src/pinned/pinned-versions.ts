/** The releases whose documents stand in `pinned/`, and the day of the supplement; a test compares both with the folders. */
export const PINNED_VERSIONS = ['1.18286.0', '1.28929.0'] as const
export const SUPPLEMENT_DATE = '2026-10-02'
