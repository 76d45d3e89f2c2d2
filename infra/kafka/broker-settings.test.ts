import { describe, expect, test } from '@jest/globals';
import { brokerSettings } from './broker-settings.ts';

const place = { port: 9092, advertisedPort: 9092, controllerPort: 9093, dataDir: '/data/kafka' };

describe('the settings of the local broker', () => {
  test('listen on the loopback address only and create no topic by themselves', () => {
    const lines = brokerSettings(place).split('\n');
    expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093');
    expect(lines).toContain('auto.create.topics.enable=false');
    expect(lines).toContain('log.dirs=/data/kafka');
  });

  test('send clients to another port where a proxy stands before the broker', () => {
    const lines = brokerSettings({ ...place, advertisedPort: 19_092 }).split('\n');
    expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093');
    expect(lines).toContain('advertised.listeners=PLAINTEXT://localhost:19092');
  });

  test('keep a backslash of a folder name', () => {
    expect(brokerSettings({ ...place, dataDir: 'C:\\data' })).toContain('log.dirs=C:\\\\data\n');
  });

  test('refuse a folder with a comma, which Kafka would take for two folders', () => {
    expect(() => brokerSettings({ ...place, dataDir: '/a,b' })).toThrow('comma');
  });
});
