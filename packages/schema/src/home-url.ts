/** Where this project lives: pages of rules, and what reports name as their origin. The one place to change it in code. */
export const HOME_URL = 'https://github.com/krislavten/cowork-mdm'
