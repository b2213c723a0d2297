/// Support for tests.
package enum TestSupport {}
