[assembly: MpiPool.Testing.TestLimit]
