/// What libFuzzer calls with each input; `scripts/fuzz` builds it.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    FuzzedReceiver.feed(UnsafeRawBufferPointer(start: start, count: count))
    return 0
}
