# nothing here

   	
