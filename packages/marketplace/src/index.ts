export { CoworkError } from '@cowork-mdm/machine'
