export default { preset: '../../jest.preset.js', globalSetup: '<rootDir>/jest.host-zone.js' };
