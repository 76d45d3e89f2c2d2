export default { preset: '../../jest.preset.js', globalSetup: '<rootDir>/../call-record/jest.host-zone.js' };
