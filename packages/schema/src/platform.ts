/** Operating systems that the app runs on, in Node's words. */
export type Platform = 'darwin' | 'win32' | 'linux'
