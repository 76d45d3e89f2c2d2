export default { preset: '../../jest.integration.preset.js' };
